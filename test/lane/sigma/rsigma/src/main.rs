//! The Sigma engine rsigma-eval, asked over standard input and output.
//!
//! Owns: reading a job, asking the engine, writing what it says. Must not: know trailc, or judge a verdict.
//!
//! Input, a line each:  {"events": N}; N events as JSON; then any number of
//!                      {"rule": "<Sigma YAML>", "asked": [index, …]}  or  {"lint": "<Sigma YAML>"}.
//! Output, a line for each of the latter: {"verdicts": "10?…"} ("?": the engine cannot read that event),
//!                      {"findings": [{"rule", "severity", "message"}, …]}, or {"error": "…"} where a rule cannot be read.

use rsigma_eval::{Engine, JsonEvent};
use rsigma_parser::{lint::lint_yaml_str, parse_sigma_yaml};
use serde_json::{json, Value};
use std::io::{BufRead, Write};

fn verdicts(yaml: &str, asked: &[usize], events: &[Option<Value>]) -> Result<String, String> {
    let collection = parse_sigma_yaml(yaml).map_err(|error| error.to_string())?;
    if !collection.errors.is_empty() {
        return Err(format!("{:?}", collection.errors));
    }
    let mut engine = Engine::new();
    engine.add_collection(&collection).map_err(|error| error.to_string())?;
    if engine.rule_count() != 1 {
        return Err(format!("{} rules were read, not one", engine.rule_count()));
    }
    Ok(asked
        .iter()
        .map(|at| match events.get(*at) {
            Some(Some(event)) if engine.evaluate(&JsonEvent::borrow(event)).is_empty() => '0',
            Some(Some(_)) => '1',
            _ => '?',
        })
        .collect())
}

fn findings(yaml: &str) -> Value {
    let found: Vec<Value> = lint_yaml_str(yaml)
        .iter()
        .map(|one| {
            json!({"rule": one.rule.to_string(), "severity": one.severity.to_string(), "message": one.message})
        })
        .collect();
    json!({ "findings": found })
}

fn answer(line: &str, events: &[Option<Value>]) -> Result<Value, String> {
    let job: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    if let Some(yaml) = job["lint"].as_str() {
        return Ok(findings(yaml));
    }
    let yaml = job["rule"].as_str().ok_or("a job is a rule or a lint")?;
    let asked: Vec<usize> = job["asked"]
        .as_array()
        .ok_or("no asked")?
        .iter()
        .filter_map(|at| at.as_u64().map(|at| at as usize))
        .collect();
    Ok(match verdicts(yaml, &asked, events) {
        Ok(said) => json!({ "verdicts": said }),
        Err(error) => json!({ "error": error }),
    })
}

fn main() -> Result<(), String> {
    let mut lines = std::io::stdin().lock().lines().map(|line| line.map_err(|error| error.to_string()));
    let head = lines.next().ok_or("no input")??;
    let count = serde_json::from_str::<Value>(&head).map_err(|error| error.to_string())?["events"]
        .as_u64()
        .ok_or("the first line says how many events follow")?;
    let mut events = Vec::new();
    for _ in 0..count {
        // An event that this reader refuses (half of a surrogate pair) is one that the engine cannot be asked about.
        events.push(serde_json::from_str(&lines.next().ok_or("too few events")??).ok());
    }
    let mut out = std::io::stdout().lock();
    for line in lines {
        let said = answer(&line?, &events)?;
        writeln!(out, "{said}").map_err(|error| error.to_string())?;
    }
    Ok(())
}
