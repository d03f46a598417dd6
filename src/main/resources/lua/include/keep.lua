-- keep: the part of decide that keeps what the operations of `set` may change, so that all of them can be undone: copies of
-- their accounts in `kept`, the supply and the number of entries.
supply_before, entries_before = supply, #entries
kept = {}
for j = 1, #set do
  local o = set[j]
  for _, name in pairs({ o.account or o.from, o.to }) do
    local copy = {}
    for key, value in pairs(accounts[name]) do
      copy[key] = value
    end
    kept[name] = copy
  end
end
