-- write_others: the part of write for accounts that enter or leave the ledger, or whose member of the ranking changes.
local function write_all(command, key, values)
  if #values > 0 then
    redis.call(command, key, unpack(values))
  end
end

-- The record of the entry that has created or deleted an account, or the one from before.
local function record_of(entry, before)
  return entry and string.match(entry.id, '^%d+') .. ' ' .. (entry.o.reason or '') or before
end

local close, created, deleted = {}, {}, {}
for i = 1, #moving do
  local account = moving[i]
  local name = account.name
  local creation, deletion = record_of(account.created, account.creation), record_of(account.deleted, account.deletion)
  if not account.balance then
    local records = creation .. deletion ~= '' and '\n' .. creation .. '\n' .. deletion or ''
    close[#close + 1] = name
    close[#close + 1] = account.last .. ' ' .. account.count .. account.marks .. records
  else
    if creation ~= '' then
      created[#created + 1] = name
      created[#created + 1] = creation
    end
    if deletion ~= '' then
      deleted[#deleted + 1] = name
      deleted[#deleted + 1] = deletion
    end
  end
end
for i = 2, #returned, 2 do
  returned[i] = returned[i].last
end
write_all('HDEL', BALANCES, remove)
write_all('HSET', CLOSED, close)
write_all('HDEL', CLOSED, reopen)
write_all('HSET', JOB, returned)
write_all('ZREM', RANKING, unrank)
write_all('HSET', CREATED, created)
write_all('HSET', DELETED, deleted)
write_all('HDEL', CREATED, uncreate)
write_all('HDEL', DELETED, undelete)
