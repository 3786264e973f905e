# bash completion for tanya
_tanya()
{
	local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= word data= skip=
	local commands="interview resume list show fill check eval export close reopen verify repair"
	for ((word = 1; word < COMP_CWORD; word++)); do
		if [[ $skip ]]; then
			[[ $skip == --data ]] && data=${COMP_WORDS[word]}
			skip=
		elif [[ ${COMP_WORDS[word]} == --data || ${COMP_WORDS[word]} == --language || ${COMP_WORDS[word]} == --enumerator ]]; then
			skip=${COMP_WORDS[word]}
		elif [[ ${COMP_WORDS[word]} != -* && -z $command ]]; then
			command=${COMP_WORDS[word]}
		fi
	done
	case $previous in
	--language|--enumerator|--case|--reason|--set|--at|--now) return ;; # words of one's own
	--data|--output) mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
	--from|--form) mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
	--status) mapfile -t COMPREPLY < <(compgen -W "partial complete closed all" -- "$current"); return ;;
	--outcome) mapfile -t COMPREPLY < <(compgen -W "refused broken_off ineligible wrong_person duplicate other" -- "$current"); return ;;
	--only) mapfile -t COMPREPLY < <(compgen -W "data" -- "$current"); return ;;
	--format)
		case $command in
		list) mapfile -t COMPREPLY < <(compgen -W "table tsv json" -- "$current") ;;
		show|check) mapfile -t COMPREPLY < <(compgen -W "text json" -- "$current") ;;
		export) mapfile -t COMPREPLY < <(compgen -W "csv jsonl" -- "$current") ;;
		esac
		return ;;
	esac
	if [[ -z $command ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$commands --data --language --enumerator --plain --help --version" -- "$current")
		return
	fi
	if [[ $current == -* ]]; then
		local options="--help --data --language --enumerator --plain"
		case $command in
		interview) options+=" --case" ;;
		list) options+=" --status --format" ;;
		show) options+=" --format" ;;
		fill) options+=" --from --partial" ;;
		check) options+=" --format --strict" ;;
		eval) options+=" --form --set --at --now --lines" ;;
		export) options+=" --format --output --only --partial --closed" ;;
		close) options+=" --outcome --reason" ;;
		reopen) options+=" --reason" ;;
		esac
		mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
		return
	fi
	case $command in
	interview|fill|check|export)
		mapfile -t COMPREPLY < <(compgen -f -X '!*.yaml' -- "$current"; compgen -d -- "$current") ;;
	resume|show|close|reopen|verify|repair)
		mapfile -t COMPREPLY < <(compgen -W "$(tanya ${data:+--data "$data"} list --status all --format tsv 2>/dev/null | cut -f1 | tail -n +2)" -- "$current") ;;
	esac
}
complete -o filenames -F _tanya tanya
