#!/bin/sh
# Publishes a Markdown file: signs in, writes a draft, publishes it, and prints the address of its page.
#
#   MASTHEAD=https://news.example.org EMAIL=ada@example.org sh examples/publish.sh "First light" post.md
#
# The password is read from the terminal, or from the variable PASSWORD. Needs curl. docs/api.md explains each step.
set -eu

masthead=${MASTHEAD:?the address of the site, such as https://news.example.org}
email=${EMAIL:?the e-mail address to sign in with}
title=${1:?usage: sh examples/publish.sh TITLE FILE}
file=${2:?usage: sh examples/publish.sh TITLE FILE}

if [ -z "${PASSWORD:-}" ]; then
  printf 'Password: ' >&2
  stty -echo; read -r PASSWORD; stty echo
  echo >&2
fi

# What stands on standard input, as the inside of a JSON string.
escaped() {
  awk 'BEGIN { ORS = "" }
       { gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); gsub(/\t/, "\\t"); gsub(/\r/, "\\r") }
       NR > 1 { print "\\n" }
       { print }'
}

# The string that a JSON object on standard input has under this name.
string() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

# Calls the API, and shows what went wrong if it refuses. What is sent comes on standard input, which others on this machine
# do not see, as they see the arguments of a program.
call() {
  answer=$(curl --silent --show-error --write-out '\n%{http_code}' --data-binary @- "$@")
  status=${answer##*
}
  case $status in
    2??) printf '%s' "${answer%
*}" ;;
    *) printf '%s\n' "$answer" >&2; return 1 ;;
  esac
}

sign_in=$(printf '{"grant_type":"password","username":"%s","password":"%s","scope":"posts:write","client_id":"publish.sh"}' \
  "$(printf %s "$email" | escaped)" "$(printf %s "$PASSWORD" | escaped)")
grant=$(printf %s "$sign_in" | call --header 'Content-Type: application/json' "$masthead/api/v1/tokens")
token=$(printf %s "$grant" | string access_token)

draft=$(printf '{"title":"%s","body":"%s"}' "$(printf %s "$title" | escaped)" "$(escaped <"$file")" |
  call --header "Authorization: Bearer $token" --header 'Content-Type: application/json' "$masthead/api/v1/posts")
id=$(printf %s "$draft" | string id)

post=$(call --header "Authorization: Bearer $token" "$masthead/api/v1/posts/$id/publication" </dev/null)
printf '%s\n' "$post" | string url
