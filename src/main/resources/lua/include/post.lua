-- post: a stage that applies `entry` to the overlay, on behalf of `request`, which has the fields id and by. An entry
-- lists its postings: the account, the signed amount and the balance after it, of each in turn. Its fields are o, the
-- operation, with its word and reason; balances, a text that states balances of the outcome, each after a space; id,
-- false until it is appended; removes, whether its accounts leave the ledger; and logs, whether records are kept of the
-- accounts that enter or leave. An account of a token leaves the ledger with a balance of 0. The balance of one that leaves
-- becomes -.
entry.request = request
entries[#entries + 1] = entry
for k = 1, #entry, 3 do
  local after = entry[k + 2]
  if after == '0' and (is_token or entry.removes) then
    entry[k].balance, entry[k + 2] = false, NONE
  else
    entry[k].balance = after
  end
  if entry.o.operation ~= 'transfer' then
    supply = add(supply, entry[k + 1])
  end
end
