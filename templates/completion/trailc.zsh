#compdef trailc
# Completion of trailc for zsh. For this shell alone, after compinit:   source <(trailc completion zsh)
# For every new one, in a folder of $fpath that comes before compinit:
#   mkdir -p ~/.zfunc
#   trailc completion zsh > ~/.zfunc/_trailc
#   and in ~/.zshrc:   fpath=(~/.zfunc $fpath); autoload -Uz compinit; compinit
#
# What fits comes from "trailc complete", line by line, and is never evaluated. The trailc that is asked is the one on
# the PATH, whatever path was typed.

_trailc() {
  emulate -L zsh
  local line paths=''
  local -a offered shown
  while IFS= read -r line; do
    case $line in
      :file) paths=all ;;
      :folder) paths=folders ;;
      *)
        offered+=("${line%%$'\t'*}")
        shown+=("${line/$'\t'/  -- }")
        ;;
    esac
  done < <(command trailc complete -- "${(@)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)
  local found=1
  if (( $#offered )); then
    compadd -l -d shown -a offered && found=0
  fi
  case $paths in
    all) _files && found=0 ;;
    folders) _files -/ && found=0 ;;
  esac
  return found
}

# Loaded from $fpath, this file is the body of the function; sourced, it makes the function known.
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _trailc "$@"
else
  compdef _trailc trailc
fi
