# Completion of evenkeel(1) and evenkeeld(8) for fish.  Names come from the configuration.

# partners, routines, pilots or sources, one a line
function __evenkeel_names
    set -l given
    set -l words (commandline -opc)
    for i in (seq (count $words))
        test "$words[$i]" = --config; and set given $words[(math $i + 1)]
        string match -q -- '--config=*' $words[$i]; and set given (string replace -- --config= '' $words[$i])
    end
    for file in $given $EVENKEEL_CONFIG ~/.config/evenkeel/evenkeel.toml /etc/evenkeel/evenkeel.toml
        test -f "$file" -a -r "$file"; or continue
        awk -v what=$argv[1] '
    function value(  text, quote) {
      text = $0; sub(/^[^=]*=[ \t]*/, "", text); quote = substr(text, 1, 1)
      if (quote != "\"" && quote != "\047") return ""
      text = substr(text, 2)
      return substr(text, 1, index(text, quote) - 1)
    }
    /^[ \t]*\[/ {
      gsub(/[][ \t]|#.*/, ""); section = $0
      if (section ~ /^household/) owner = "household"
      if (section == "shared" && what == "sources") print "shared"
      next
    }
    $1 !~ /^(id|name|title)(=|$)/ { next }
    { key = $1; sub(/=.*/, "", key); text = value() }
    text == "" { next }
    key == "id" && (section == "partner" || section == "helper") { owner = text }
    key == "id" && section == "partner" && what == "partners" { print text }
    key == "id" && section == "routine" && what == "routines" { print text }
    key == "title" && section == "pilot" && what == "pilots" { print text }
    key == "name" && section ~ /[.]calendar$/ && what == "sources" { print owner "/" text }
    key == "name" && section == "shared" && what == "sources" { print text }
  ' $file 2>/dev/null
        return
    end
end

# The first word that is neither an option nor its value.
function __evenkeel_command
    set -l skip
    for word in (commandline -opc)[2..-1]
        if test -n "$skip"
            set skip
        else if contains -- $word --config --now --zone --for --from --to --compare-from --compare-to --pilot -o --output --partner
            set skip yes
        else if not string match -q -- '-*' $word
            echo $word
            return
        end
    end
end

function __evenkeel_is
    contains -- (__evenkeel_command) $argv
end

function __evenkeel_no_command
    test -z (__evenkeel_command)
end

function __evenkeel_zones
    awk '!/^#/ { print $3 }' /usr/share/zoneinfo/zone.tab 2>/dev/null
    echo UTC
end

complete -c evenkeel -f
complete -c evenkeel -l config -r -F -d 'Configuration file'
complete -c evenkeel -l json -d 'JSON Lines instead of text'
complete -c evenkeel -l now -x -d 'Look at the household as of this instant'
complete -c evenkeel -l zone -x -a '(__evenkeel_zones)' -d 'Time zone for what is shown'
complete -c evenkeel -l for -x -a 'household (__evenkeel_names partners)' -d Audience
complete -c evenkeel -s h -l help -d Help
complete -c evenkeel -n __evenkeel_no_command -l version -d 'The version'

complete -c evenkeel -n __evenkeel_no_command -a accept-deletions -d 'Let a held-back mass deletion through'
complete -c evenkeel -n __evenkeel_no_command -a agenda -d 'The next agenda as it will be sent'
complete -c evenkeel -n __evenkeel_no_command -a auth -d 'Sign a source in by OAuth 2.0'
complete -c evenkeel -n __evenkeel_no_command -a check -d 'What accepting an invitation would cause'
complete -c evenkeel -n __evenkeel_no_command -a config -d 'The configuration file'
complete -c evenkeel -n __evenkeel_no_command -a demo -d 'Lay out an example household'
complete -c evenkeel -n __evenkeel_no_command -a doctor -d 'Ask every source and shared calendar'
complete -c evenkeel -n __evenkeel_no_command -a expand -d 'Occurrences of .ics files'
complete -c evenkeel -n __evenkeel_no_command -a findings -d 'What collides, worst first'
complete -c evenkeel -n __evenkeel_no_command -a forget -d 'Erase what is stored of a partner'
complete -c evenkeel -n __evenkeel_no_command -a pause -d "Stop a partner's part"
complete -c evenkeel -n __evenkeel_no_command -a planner -d 'The months ahead as a page, picture or feed'
complete -c evenkeel -n __evenkeel_no_command -a report -d 'Figures of a stretch of time'
complete -c evenkeel -n __evenkeel_no_command -a rota -d 'Who covers what'
complete -c evenkeel -n __evenkeel_no_command -a status -d 'Sources, outbox, findings, next check-ins'
complete -c evenkeel -n __evenkeel_no_command -a support -d 'Ask for household duties to shift for a while'
complete -c evenkeel -n __evenkeel_no_command -a sync -d 'One cycle now'
complete -c evenkeel -n __evenkeel_no_command -a what-if -d 'Findings and figures before and after a change'

complete -c evenkeel -n '__evenkeel_is findings planner report expand support' -l from -x -d 'Date or instant, included'
complete -c evenkeel -n '__evenkeel_is findings planner report expand support' -l to -x -d 'Its end'
complete -c evenkeel -n '__evenkeel_is report' -l compare-from -x -d 'Beginning of what it is compared with'
complete -c evenkeel -n '__evenkeel_is report' -l compare-to -x -d 'Its end, excluded'
complete -c evenkeel -n '__evenkeel_is report' -l pilot -x -a '(__evenkeel_names pilots)' -d 'A configured pilot'
complete -c evenkeel -n '__evenkeel_is planner' -l what-if -r -F -d 'Show what a scenario would change'
complete -c evenkeel -n '__evenkeel_is planner' -s o -l output -r -F -d 'FILE.html, .svg or .ics'
complete -c evenkeel -n '__evenkeel_is report' -s o -l output -r -F -d 'Write a page for an employer'
complete -c evenkeel -n '__evenkeel_is expand' -l todos -d 'What is to be done, too'
complete -c evenkeel -n '__evenkeel_is expand check what-if demo' -F
complete -c evenkeel -n '__evenkeel_is sync' -l pull-only -d 'Read the calendars, publish nothing'
complete -c evenkeel -n '__evenkeel_is sync' -l dry-run -d 'Print what would be sent'
complete -c evenkeel -n '__evenkeel_is check support pause forget' -l partner -x -a '(__evenkeel_names partners)' -d Whose
complete -c evenkeel -n '__evenkeel_is pause' -l resume -d 'Take it up again'
complete -c evenkeel -n '__evenkeel_is agenda' -a '(__evenkeel_names routines)'
complete -c evenkeel -n '__evenkeel_is accept-deletions' -a '(__evenkeel_names sources)'
complete -c evenkeel -n '__evenkeel_is auth' -a '(__evenkeel_names sources)'
complete -c evenkeel -n '__evenkeel_is config' -a check -d 'Every error at once'

complete -c evenkeeld -f
complete -c evenkeeld -l config -r -F -d 'Configuration file'
complete -c evenkeeld -l log -x -a 'debug info warning error' -d 'What is logged at least'
complete -c evenkeeld -l now -x -d 'Live at this instant'
complete -c evenkeeld -l once -d 'Run one cycle and exit'
complete -c evenkeeld -s h -l help -d Help
complete -c evenkeeld -l version -d 'The version'
