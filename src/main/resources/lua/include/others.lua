-- others: the part of prepare for accounts that enter or leave the ledger, or have a balance of more than 15 characters in
-- the ranking.
--- @include place
unrank, close, remove, reopen, returned, created, deleted = {}, {}, {}, {}, {}, {}, {}
local closed = {}
for i = 1, #others do
  local account = others[i]
  local name, balance, stored = account.name, account.balance, account.stored
  if not balance then
    close[#close + 1] = name
    close[#close + 1] = account
  end
  if not stored then
    closed[#closed + 1] = name
  elseif not balance then
    remove[#remove + 1] = name
  end
  if is_ranked then
    local score, member
    if balance then
      score, member = place_of(balance, name)
      if balance ~= stored then
        rank[#rank + 1] = score
        rank[#rank + 1] = member
      end
    end
    if stored then
      local _, stored_member = place_of(stored, name)
      if stored_member ~= member then
        unrank[#unrank + 1] = stored_member
      end
    end
  end
  if account.created then
    created[#created + 1] = name
    created[#created + 1] = account.created
  end
  if account.deleted then
    deleted[#deleted + 1] = name
    deleted[#deleted + 1] = account.deleted
  end
end

-- An account may have been in the ledger before: its chain goes on.
if #closed > 0 then
  local lasts = redis.call('HMGET', CLOSED, unpack(closed))
  for i = 1, #closed do
    local account = accounts[closed[i]]
    if lasts[i] then
      local last, count, marks = string.match(lasts[i], '^(%S+) (%d+)(.*)$')
      account.last, account.count, account.marks, account.returns = last, count + 0, marks, true
      if account.balance then
        reopen[#reopen + 1] = account.name
        returned[#returned + 1] = '\0' .. account.name
        returned[#returned + 1] = account
      end
    end
  end
end
-- A job that runs must know of them.
local phase = #returned > 0 and redis.call('HGET', JOB, 'phase')
if phase ~= 'read' and phase ~= 'post' then
  returned = {}
end
redis.call('HLEN', CLOSED)
redis.call('HLEN', CREATED)
redis.call('HLEN', DELETED)
