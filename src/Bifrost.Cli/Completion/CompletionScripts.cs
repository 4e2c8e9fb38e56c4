namespace Bifrost.Cli.Completion;

/// <summary>What a shell sources so that Tab asks the program itself, through the library's <c>[suggest]</c> directive.</summary>
internal static class CompletionScripts
{
    public const string Bash =
        """
        # bifrost completion for bash: source <(bifrost completion bash)
        _bifrost() {
            local IFS=$'\n' program="${COMP_WORDS[0]}" line="${COMP_LINE:0:COMP_POINT}"
            line="${line#*"$program"}"
            COMPREPLY=($(compgen -W "$("$program" "[suggest:$((${#line} + 7))]" "bifrost$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _bifrost bifrost
        """;

    public const string Zsh =
        """
        #compdef bifrost
        # bifrost completion for zsh: source <(bifrost completion zsh)
        _bifrost() {
            local program="${words[1]}" line="${BUFFER[1,CURSOR]}"
            line="${line#*"$program"}"
            local -a names=("${(@f)$("$program" "[suggest:$((${#line} + 7))]" "bifrost$line" 2>/dev/null)}")
            (( ${#names[1]} )) && compadd -a names || _files
        }
        (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
        compdef _bifrost bifrost
        """;
}
