-- write_others: the part of write for accounts that enter or leave the ledger, or whose member of the ranking changes.
local function write_all(command, key, values)
  if #values > 0 then
    redis.call(command, key, unpack(values))
  end
end

local function set_records(records)
  for i = 2, #records, 2 do
    records[i] = string.match(records[i].id, '^%d+') .. ' ' .. (records[i].o.reason or '')
  end
end

for i = 2, #close, 2 do
  local account = close[i]
  close[i] = account.last .. ' ' .. account.count .. account.marks
end
for i = 2, #returned, 2 do
  returned[i] = returned[i].last
end
set_records(created)
set_records(deleted)
write_all('HDEL', BALANCES, remove)
write_all('HSET', CLOSED, close)
write_all('HDEL', CLOSED, reopen)
write_all('HSET', JOB, returned)
write_all('ZREM', RANKING, unrank)
write_all('HSET', CREATED, created)
write_all('HSET', DELETED, deleted)
