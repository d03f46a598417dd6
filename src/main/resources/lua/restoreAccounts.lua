-- restoreAccounts: one page of what a restore writes: accounts, as one entry.
--
-- KEYS     the ledger's keys, as in include/keys.lua
--          and for each of ARGV[10] the keys of a snapshot: its values and their order
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the id of the restore
-- ARGV[8]  for how long nobody else may restore the ledger, in milliseconds
-- ARGV[9]  how many pages were written before
-- ARGV[10] JSON, a list of the snapshots of which the accounts have values
-- ARGV[11…] the accounts: JSON { account, balance, chain, created, deleted, groups, values }, each only if there is one; an account
--          with a chain and no balance has left the ledger; values maps snapshots to amounts
-- returns  a text: ok, or lost if the ledger is not restored by this restore any more, or Redis has lost pages

--- @include writing

return reply_of(function()
  --- @include restoring
  --- @include amount
  --- @include place

  -- The arguments of the commands that write: what is set in each key.
  local balances, ranking, closed, created, deleted, members = {}, {}, {}, {}, {}, {}
  local lines, joined, values, order = { 'restore' }, {}, {}, {}
  local function add_record(word, item, to)
    local record = item[word]
    if record then
      local millis, reason = string.match(record, '^(%d+) (.*)$')
      lines[#lines + 1] = word .. ' ' .. millis .. ' ' .. item.account .. '\t' .. reason
    end
    if record and item.balance then
      to[#to + 1] = item.account
      to[#to + 1] = record
    end
  end
  local snapshots = cjson.decode(ARGV[10])
  for i = 1, #snapshots do
    values[snapshots[i]], order[snapshots[i]] = {}, {}
  end
  for i = 11, #ARGV do
    local item = cjson.decode(ARGV[i])
    local account, balance = item.account, item.balance
    if balance then
      lines[#lines + 1] = balance .. ' ' .. balance .. ' ' .. NONE .. ' ' .. account
      balances[#balances + 1] = account
      balances[#balances + 1] = balance
      local n = #ranking
      ranking[n + 1], ranking[n + 2] = place_of(balance, account)
    elseif item.chain then
      lines[#lines + 1] = '0 ' .. NONE .. ' ' .. NONE .. ' ' .. account
      -- Its records follow the chain (include/balances.lua).
      closed[#closed + 1] = account
      closed[#closed + 1] = (item.created or item.deleted) and '\n' .. (item.created or '') .. '\n' .. (item.deleted or '') or ''
    end
    add_record('created', item, created)
    add_record('deleted', item, deleted)
    for _, group in ipairs(item.groups or {}) do
      lines[#lines + 1] = 'in ' .. group .. ' ' .. account
      joined[group] = (joined[group] or 0) + 1
      members[#members + 1] = '0'
      members[#members + 1] = group .. '\0' .. account
    end
    for snapshot, value in pairs(item.values or {}) do
      lines[#lines + 1] = 'value ' .. snapshot .. ' ' .. value .. ' ' .. account
      local to, places = values[snapshot], order[snapshot]
      to[#to + 1] = account
      to[#to + 1] = value
      local n = #places
      places[n + 1], places[n + 2] = place_of(value, account)
    end
  end

  mark(ARGV[9] + 1)
  local id = redis.call('XADD', TRANSACTIONS, '*', 'v1', table.concat(lines, '\n'), 'more', '1')
  for i = 2, #balances, 2 do
    balances[i] = balances[i] .. ' ' .. id .. ' 1'
  end
  for i = 2, #closed, 2 do
    closed[i] = id .. ' 1' .. closed[i]
  end
  local function write_all(command, key, items)
    if #items > 0 then
      redis.call(command, key, unpack(items))
    end
  end
  write_all('HSET', BALANCES, balances)
  write_all('HSET', CLOSED, closed)
  write_all('HSET', CREATED, created)
  write_all('HSET', DELETED, deleted)
  write_all('ZADD', MEMBERS, members)
  if is_ranked then
    write_all('ZADD', RANKING, ranking)
  end
  for group, count in pairs(joined) do
    local before = string.match(redis.call('HGET', BOOKS, group) or '', '^group (%d+) ') or 0
    redis.call('HSET', BOOKS, group, string.format('group %.0f %s', before + count, id))
  end
  local snapshot_keys = { unpack(KEYS, 14) }
  for i = 1, #snapshots do
    local snapshot = snapshots[i]
    write_all('HSET', snapshot_keys[2 * i - 1], values[snapshot])
    if is_ranked then
      write_all('ZADD', snapshot_keys[2 * i], order[snapshot])
    end
    -- Another restore finds by it what to remove.
    redis.call('HSET', BOOKS, snapshot, 'snapshot 0 ' .. NONE)
  end
  return 'ok'
end)
