# Completion of trailc for bash. For this shell alone:   source <(trailc completion bash)
# For every new one, with the package bash-completion:
#   mkdir -p ~/.local/share/bash-completion/completions
#   trailc completion bash > ~/.local/share/bash-completion/completions/trailc
# Without it, put into ~/.bashrc:                         source <(trailc completion bash)
#
# What fits comes from "trailc complete", line by line, and is never evaluated. The trailc that is asked is the one on
# the PATH, whatever path was typed.

_trailc() {
  local IFS=$' \t\n' index word line typed before=''
  local -a words=()
  COMPREPLY=()
  # Readline parts words at "=" too; trailc is asked about whole ones.
  for ((index = 1; index <= COMP_CWORD; index++)); do
    word=${COMP_WORDS[index]}
    if ((${#words[@]})) && [[ $word == = || $before == = ]]; then
      words[${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
    before=$word
  done
  typed=${words[${#words[@]} - 1]}
  # What readline replaces begins after the last "=".
  before=''
  [[ ${COMP_WORDS[COMP_CWORD]} == "$typed" ]] || before=${typed%"${typed##*=}"}
  while IFS= read -r line; do
    case $line in
      :file) compopt -o default 2>/dev/null ;;
      :folder) compopt -o dirnames 2>/dev/null ;;
      *)
        word=${line%%$'\t'*}
        [[ $word == "$typed"* ]] && COMPREPLY+=("${word#"$before"}")
        ;;
    esac
  done < <(command trailc complete -- "${words[@]}" 2>/dev/null)
}

if ((BASH_VERSINFO[0] >= 4)); then
  complete -F _trailc trailc
else
  # No compopt: files are offered wherever nothing else fits.
  complete -o default -F _trailc trailc
fi
