# Completion of trailc for fish. For this shell alone:   trailc completion fish | source
# For every new one:
#   mkdir -p ~/.config/fish/completions
#   trailc completion fish > ~/.config/fish/completions/trailc.fish
#
# What fits comes from "trailc complete", line by line, and is never evaluated. The trailc that is asked is the one on
# the PATH, whatever path was typed.

function __trailc_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    command trailc complete -- $words "$current" 2>/dev/null | while read -l line
        switch "$line"
            case :file
                __fish_complete_path "$current"
            case :folder
                __fish_complete_directories "$current"
            case '*'
                printf '%s\n' "$line"
        end
    end
end

complete -c trailc -f -a '(__trailc_complete)'
