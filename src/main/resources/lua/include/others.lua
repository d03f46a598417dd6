-- others: the part of prepare for accounts that enter or leave the ledger, or have a balance of more than 15 characters in
-- the ranking.
--- @include place
unrank, moving, remove, reopen, returned, uncreate, undelete = {}, {}, {}, {}, {}, {}, {}
local moving_names = {}
for i = 1, #others do
  local account = others[i]
  local name, balance, stored = account.name, account.balance, account.stored
  if not (balance and stored) then
    moving[#moving + 1] = account
    moving_names[#moving_names + 1] = name
    if stored then
      remove[#remove + 1] = name
    end
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
end

-- An account may have been in the ledger before: its chain goes on. Its records are where it is, so they move with it. All
-- three keys are read for all of them, because no other command tells that they are hashes.
if #moving > 0 then
  local closed = redis.call('HMGET', CLOSED, unpack(moving_names))
  local creations = redis.call('HMGET', CREATED, unpack(moving_names))
  local deletions = redis.call('HMGET', DELETED, unpack(moving_names))
  for i = 1, #moving do
    local account = moving[i]
    local name = account.name
    account.creation, account.deletion = creations[i] or '', deletions[i] or ''
    if closed[i] and not account.stored then
      local last, count, marks, creation, deletion = string.match(closed[i], '^(%S+) (%d+)([^\n]*)\n?([^\n]*)\n?([^\n]*)$')
      account.last, account.count, account.marks, account.returns = last, count + 0, marks, true
      account.creation, account.deletion = creation, deletion
      if account.balance then
        reopen[#reopen + 1] = name
        returned[#returned + 1] = '\0' .. name
        returned[#returned + 1] = account
      end
    end
    if not account.balance and creations[i] then
      uncreate[#uncreate + 1] = name
    end
    if not account.balance and deletions[i] then
      undelete[#undelete + 1] = name
    end
  end
end
-- A job that runs must know of them.
local phase = #returned > 0 and redis.call('HGET', JOB, 'phase')
if phase ~= 'read' and phase ~= 'post' then
  returned = {}
end
