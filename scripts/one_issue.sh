#!/usr/bin/env bash
# Keeps one open issue per report: opens it, refreshes it, or closes it when there is nothing left to say.
# usage: one_issue.sh LABEL TITLE FILE open|close      (needs gh, with GH_TOKEN)
set -euo pipefail
label=$1 title=$2 file=$3 wanted=$4

number=$(gh issue list --label "$label" --state open --limit 1 --json number --jq '.[0].number // empty')
case $wanted in
  open)
    # An issue holds 65,536 characters at most; the whole report stands in the summary of the run.
    body=$(mktemp)
    head -c 60000 "$file" | iconv -c -f utf-8 -t utf-8 >"$body"
    gh label create "$label" --force --description "Kept up to date by a workflow"
    if [ -n "$number" ]; then
      gh issue edit "$number" --title "$title" --body-file "$body"
    else
      gh issue create --title "$title" --label "$label" --body-file "$body"
    fi
    ;;
  close)
    if [ -n "$number" ]; then
      gh issue close "$number" --comment "已全部处理。All is mended."
    fi
    ;;
  *)
    echo "one_issue.sh: the last argument is open or close, not $wanted" >&2
    exit 2
    ;;
esac
