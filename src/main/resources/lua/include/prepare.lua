-- prepare: a stage that does all that precedes the writes and may fail, also if a key that is written, and was not read,
-- is of another type. A script does not roll back, so nothing may fail after the first write: the keys are known to have
-- their types, the rights of the user were checked before (check.lua) and are tried once more, and XADD comes first of
-- what changes anything, because a full server refuses the first write of a script and no later one.

-- Names and accounts to set, in turn; scores and members to rank; and the accounts that others.lua looks at.
local set, rank, others = {}, {}, {}
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
local unrank, close, remove, reopen, created, deleted
if #others > 0 then
  --- @include others
end

-- The commands that are called after XADD, in forms that change nothing: the rights of the user may have been changed since
-- they were checked, and without one of them an operation would be applied without its id. Those that a full server refuses
-- come first, as it refuses the first write alone. A field or member that begins with NUL is nobody's. The placeholder has
-- this value already, so replicas and the append-only file need not have it again.
redis.set_repl(redis.REPL_NONE)
redis.call('HSET', INFO, '', '')
redis.set_repl(redis.REPL_ALL)
if #rank > 0 then
  redis.call('ZADD', RANKING, 'XX', '0', '\0')
end
if #others > 0 then
  redis.call('HDEL', BALANCES, '\0')
  if is_ranked then
    redis.call('ZREM', RANKING, '\0')
  end
end
