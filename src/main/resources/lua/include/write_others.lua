-- write_others: the part of write for accounts that enter or leave the ledger, or whose member of the ranking changes.
local function write_all(command, key, values)
  if #values > 0 then
    redis.call(command, key, unpack(values))
  end
end

for i = 2, #close, 2 do
  close[i] = close[i].last
end
write_all('HDEL', BALANCES, remove)
write_all('HSET', CLOSED, close)
write_all('HDEL', CLOSED, reopen)
write_all('ZREM', RANKING, unrank)
write_all('HSET', CREATED, created)
write_all('HSET', DELETED, deleted)
