-- prepare: a stage that does all that precedes the writes and may fail, also if a key that is written, and was not read,
-- is of another type. A script does not roll back, so nothing may fail after the first write: the keys are known to have
-- their types, the rights of the user were checked before (check.lua) and are tried once more (try.lua), and XADD comes first of
-- what changes anything, because a full server refuses the first write of a script and no later one.

for i = 1, #entries do
  local entry = entries[i]
  for j = 1, #entry, 3 do
    local account = entry[j]
    if not account.posted then
      account.posted = true
      local name, balance, stored = account.name, account.balance, account.stored
      if balance then
        set[#set + 1] = name
        set[#set + 1] = account
      end
      if not (balance and stored) or is_ranked and (#balance > 15 or #stored > 15) then
        others[#others + 1] = account
      elseif is_ranked and balance ~= stored then
        rank[#rank + 1] = balance
        rank[#rank + 1] = name
      end
    end
  end
end
if #others > 0 then
  --- @include others
end
