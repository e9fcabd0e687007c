# Completion of evenkeel(1) and evenkeeld(8) for bash.  Names come from the configuration.

_evenkeel_configuration() { # [FILE]
  local file
  for file in "${1/#\~/$HOME}" "$EVENKEEL_CONFIG" "$HOME/.config/evenkeel/evenkeel.toml" /etc/evenkeel/evenkeel.toml; do
    [ -r "$file" ] && [ -f "$file" ] && printf '%s\n' "$file" && return
  done
}

# partners, routines, pilots or sources
_evenkeel_names() { # WHAT [FILE]
  local file
  file=$(_evenkeel_configuration "$2")
  [ -n "$file" ] && awk -v what="$1" '
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
  ' "$file" 2>/dev/null | sort -u
}

# Names are anybody's text: nothing in them is expanded (compgen -W would run a $(...)).
_evenkeel_reply() { # WORDS CURRENT: one a line
  local word current=${2//\\/}
  COMPREPLY=()
  while IFS= read -r word; do
    [[ -n $word && ${word:0:${#current}} == "$current" ]] && COMPREPLY+=("$(printf '%q' "$word")")
  done <<<"$1"
}

_evenkeel_files() { # CURRENT PATTERN: files that match, and directories
  local IFS=$'\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -X "!$2" -- "$1") $(compgen -d -- "$1"))
}

_evenkeel_zones() {
  awk '!/^#/ { print $3 }' /usr/share/zoneinfo/zone.tab 2>/dev/null
  echo UTC
}

_evenkeel_options() { # COMMAND
  case $1 in
  '') echo '--version' ;;
  findings) echo '--from --to' ;;
  planner) echo '--from --to --what-if --output -o' ;;
  report) echo '--from --to --compare-from --compare-to --pilot --output -o' ;;
  expand) echo '--from --to --todos' ;;
  sync) echo '--pull-only --dry-run' ;;
  check) echo '--partner' ;;
  support) echo '--partner --from --to' ;;
  pause) echo '--partner --resume' ;;
  forget) echo '--partner' ;;
  esac
  echo '--config --json --now --zone --for --help -h'
}

_evenkeel() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command='' config='' i
  # --config=FILE is three words here.
  if [[ $cur == = ]]; then
    cur=''
  elif [[ $prev == = ]]; then
    prev=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
    --config)
      [[ ${COMP_WORDS[i + 1]} == = ]] && ((++i))
      config=${COMP_WORDS[++i]}
      ;;
    --now | --zone | --for | --from | --to | --compare-from | --compare-to | --pilot | --what-if | --output | -o | --partner)
      [[ ${COMP_WORDS[i + 1]} == = ]] && ((++i))
      ((++i))
      ;;
    -*) ;;
    *) [ -n "$command" ] || command=${COMP_WORDS[i]} ;;
    esac
  done
  case $prev in
  --config) _evenkeel_files "$cur" '*.toml' && return ;;
  --partner) _evenkeel_reply "$(_evenkeel_names partners "$config")" "$cur" && return ;;
  --for) _evenkeel_reply "household"$'\n'"$(_evenkeel_names partners "$config")" "$cur" && return ;;
  --pilot) _evenkeel_reply "$(_evenkeel_names pilots "$config")" "$cur" && return ;;
  --zone) _evenkeel_reply "$(_evenkeel_zones)" "$cur" && return ;;
  --output | -o) _evenkeel_files "$cur" '*.[his]*' && return ;;
  --what-if) _evenkeel_files "$cur" '*.toml' && return ;;
  --now | --from | --to | --compare-from | --compare-to) return ;;
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$(_evenkeel_options "$command")" -- "$cur"))
    return
  fi
  case $command in
  '') COMPREPLY=($(compgen -W 'accept-deletions agenda auth check config demo doctor expand findings forget pause planner report
    rota status support sync what-if' -- "$cur")) ;;
  config) COMPREPLY=($(compgen -W 'check' -- "$cur")) ;;
  agenda) _evenkeel_reply "$(_evenkeel_names routines "$config")" "$cur" ;;
  accept-deletions | auth) _evenkeel_reply "$(_evenkeel_names sources "$config")" "$cur" ;;
  expand | check) _evenkeel_files "$cur" '*.ics' ;;
  what-if) _evenkeel_files "$cur" '*.toml' ;;
  demo) _evenkeel_files "$cur" '' ;;
  esac
}

_evenkeeld() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
  case $prev in
  --config) _evenkeel_files "$cur" '*.toml' ;;
  --log) COMPREPLY=($(compgen -W 'debug info warning error' -- "$cur")) ;;
  --now) ;;
  *) COMPREPLY=($(compgen -W '--config --log --now --once --help -h --version' -- "$cur")) ;;
  esac
}

complete -F _evenkeel evenkeel
complete -F _evenkeeld evenkeeld
