//! Sigma rules over NDJSON, with rsigma-eval's engine: `trailc-rsigma-bench EVENTS RULES…`.
//!
//! Prints the id and the number of matching records of each rule that matched, a line each; ends with 1 where a rule or a
//! record cannot be read.

use rsigma_eval::{Engine, JsonEvent};
use rsigma_parser::parse_sigma_yaml;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let events = args.next().ok_or("no events")?;
    let rules: Vec<String> = args.collect();
    let mut engine = Engine::new();
    for path in &rules {
        let collection = parse_sigma_yaml(&std::fs::read_to_string(path)?)?;
        if !collection.errors.is_empty() {
            return Err(format!("{path}: {:?}", collection.errors).into());
        }
        engine.add_collection(&collection)?;
    }
    if engine.rule_count() != rules.len() {
        return Err(format!("{} rules were read of {}", engine.rule_count(), rules.len()).into());
    }
    let mut reader = BufReader::with_capacity(1 << 18, std::fs::File::open(events)?);
    let mut line = Vec::new();
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        let event: Value = serde_json::from_slice(&line)?;
        for result in engine.evaluate(&JsonEvent::borrow(&event)) {
            *found.entry(result.header.rule_id.clone().unwrap_or_default()).or_insert(0) += 1;
        }
        line.clear();
    }
    for (id, count) in found {
        println!("{id} {count}");
    }
    Ok(())
}
