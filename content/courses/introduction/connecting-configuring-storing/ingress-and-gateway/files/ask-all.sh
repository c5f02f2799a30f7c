# sh ask-all.sh FILE[,FILE...]: the answer to each request of requests.txt
while read -r method url; do
  answer=$(node match.mjs "$1" "$method" "$url" </dev/null | tail -1)
  printf '%-38s %s\n' "${url#http://}" "${answer#answer   }"
done <requests.txt
