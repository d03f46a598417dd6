-- Flush: the writes of the overlay to Redis, in two parts: prepare_flush runs before the first write and does all that may
-- fail; flush writes. A script does not roll back, so nothing may fail after the first write: the keys are known to have
-- their types, the rights of the user were checked before (check.lua) and are tried once more, and XADD comes first of what
-- changes anything, because a full server refuses the first write of a script and no later one.

-- What flush writes, as lists: names and texts of balances and of closed accounts, names to remove, scores and members of
-- the ranking. The last entry of an account is appended to its text when the entries have their ids.
local plan = { set = {}, remove = {}, close = {}, reopen = {}, unrank = {}, rank = {} }

-- Reads the last entries of accounts that may have been in the ledger before, so that their chains continue.
local function load_closed(names)
  local lasts = call_in_chunks('HMGET', KEY.closed, names)
  for i, name in ipairs(names) do
    if lasts[i] then
      accounts[name].last = lasts[i]
      if accounts[name].balance then
        plan.reopen[#plan.reopen + 1] = name
      end
    end
  end
end

-- Calls the commands that flush calls after XADD, in forms that change nothing. The rights of the user may have been
-- changed since they were checked, and without one of them an operation would be applied without its id. Those that a
-- full server refuses come first, as it refuses the first write alone. A field or member that begins with NUL is nobody's.
local function try_writes()
  -- The placeholder has this value already, so replicas and the append-only file need not have it again.
  redis.set_repl(redis.REPL_NONE)
  redis.call('HSET', KEY.info, '', '')
  redis.set_repl(redis.REPL_ALL)
  if #plan.rank > 0 then
    redis.call('ZADD', KEY.ranking, 'XX', '0', '\0')
  end
  if #plan.unrank > 0 then
    redis.call('ZREM', KEY.ranking, '\0')
  end
  if #plan.remove > 0 or #plan.reopen > 0 then
    redis.call('HDEL', KEY.balances, '\0')
  end
end

-- Does all that precedes the writes and may fail, also if a key that is written, and was not read, is of another type.
-- The journal is read too, though it is written first: an error here says for certain that nothing was written.
local function prepare_flush()
  if #entries == 0 then
    return
  end
  local set, close, unrank, rank, opened = plan.set, plan.close, plan.unrank, plan.rank, {}
  for name in pairs(posted) do
    local account = accounts[name]
    local balance, stored = account.balance, account.stored
    if not stored then
      opened[#opened + 1] = name
    end
    local score, member
    if balance then
      set[#set + 1] = name
      set[#set + 1] = balance .. ' '
      score, member = place_of(balance, name)
      if balance ~= stored then
        rank[#rank + 1] = score
        rank[#rank + 1] = member
      end
    else
      close[#close + 1] = name
      close[#close + 1] = ''
      if stored then
        plan.remove[#plan.remove + 1] = name
      end
    end
    local old_member = stored and select(2, place_of(stored, name))
    if old_member and old_member ~= member then
      unrank[#unrank + 1] = old_member
    end
  end
  load_closed(opened)
  redis.call('XRANGE', KEY.transactions, '-', '-')
  redis.call('ZCARD', KEY.ranking)
  if #close > 0 then
    redis.call('HLEN', KEY.closed)
  end
  if next(created) then
    redis.call('HLEN', KEY.created)
  end
  if next(deleted) then
    redis.call('HLEN', KEY.deleted)
  end
  try_writes()
end

-- Appends the entries to the journal, which include/journal.lua describes.
local function append_entries()
  for _, entry in ipairs(entries) do
    local postings, lines = entry.postings, {}
    for i = 1, #postings, 3 do
      local name = postings[i]
      lines[#lines + 1] = postings[i + 1] .. ' ' .. postings[i + 2] .. ' ' .. (accounts[name].last or NO_ENTRY) .. ' ' .. name
    end
    entry.entry = redis.call('XADD', KEY.transactions, '*', 'operation', entry.operation, 'id', entry.id or '',
      'by', entry.by or '', 'reason', entry.reason or '', 'postings', table.concat(lines, '\n'))
    for i = 1, #postings, 3 do
      accounts[postings[i]].last = entry.entry
    end
  end
end

-- The only function that changes balances. A snapshot of the ledger would save the stored value of each posted account
-- here, before it is overwritten.
local function write_balances()
  for _, values in ipairs({ plan.set, plan.close }) do
    for i = 1, #values, 2 do
      values[i + 1] = values[i + 1] .. accounts[values[i]].last
    end
  end
  call_in_chunks('HSET', KEY.balances, plan.set)
  call_in_chunks('HDEL', KEY.balances, plan.remove)
  call_in_chunks('HSET', KEY.closed, plan.close)
  call_in_chunks('HDEL', KEY.closed, plan.reopen)
  call_in_chunks('ZREM', KEY.ranking, plan.unrank)
  call_in_chunks('ZADD', KEY.ranking, plan.rank)
end

-- Writes the records of creations or deletions.
local function write_records(key, records)
  local values = {}
  for name, record in pairs(records) do
    values[#values + 1] = name
    values[#values + 1] = record
  end
  call_in_chunks('HSET', key, values)
end

-- Writes the definition with the ledger's first write, and the supply with each write that changes it.
local function write_info()
  if not info.kind then
    redis.call('HSET', KEY.info, 'kind', ledger.kind, 'decimals', ledger.decimals, 'name', ledger.name,
      'symbol', ledger.symbol, 'totalSupply', ledger.totalSupply, 'accountCipher', ledger.accountCipher)
  end
  if info.circulatingSupply ~= stored_supply then
    if is_token then
      redis.call('HSET', KEY.info, 'circulatingSupply', info.circulatingSupply)
    else
      redis.call('HSET', KEY.info, 'circulatingSupply', info.circulatingSupply, 'totalSupply', info.circulatingSupply)
    end
  end
end

-- Writes everything but ids and events, which need the ids of the entries appended here.
local function flush()
  if #entries == 0 then
    return
  end
  append_entries()
  write_balances()
  write_records(KEY.created, created)
  write_records(KEY.deleted, deleted)
  write_info()
end
