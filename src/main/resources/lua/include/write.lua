-- write: a stage that writes what was prepared: all but ids and events, which need the ids of the entries appended here.

--- @include try

-- include/journal.lua describes the entries.
for i = 1, #entries do
  local entry = entries[i]
  local o, request = entry.o, entry.request
  local text = entry.logs and o.operation .. ' log' or o.operation
  for j = 1, #entry, 3 do
    local account = entry[j]
    local previous = account.last or NONE
    account.count = account.count + 1
    if account.count % 64 == 0 or account.returns then
      --- @include mark
    end
    text = text .. '\n' .. entry[j + 1] .. ' ' .. entry[j + 2] .. ' ' .. previous .. ' ' .. account.name
  end
  if entry.lines and entry.lines[1] then
    text = text .. '\n' .. table.concat(entry.lines, '\n')
  end
  -- Made whole, and filled from the front.
  local fields = { 'v1', text, nil, nil, nil, nil, nil, nil, nil, nil }
  if request.id then
    fields[3], fields[4] = 'id', request.id
    if request.scope then
      fields[5], fields[6] = 'scope', request.scope
    end
  end
  if request.by then
    local n = #fields
    fields[n + 1], fields[n + 2] = 'by', request.by
  end
  if o.reason then
    local n = #fields
    fields[n + 1], fields[n + 2] = 'reason', o.reason
  end
  if o.data then
    local n = #fields
    fields[n + 1], fields[n + 2] = 'data', o.data
  end
  local next = entries[i + 1]
  if request.continues or next and next.request == request then
    local n = #fields
    fields[n + 1], fields[n + 2] = 'more', '1'
  end
  local id = redis.call('XADD', TRANSACTIONS, '*', unpack(fields))
  has_written = true
  entry.id = id
  for j = 1, #entry, 3 do
    local account = entry[j]
    account.last = id
    if account.count % 64 == 0 then
      account.marks = ' ' .. id .. (account.count % 4096 == 0 and ' ' .. id or string.match(account.marks, '( %S+)$', 2) or '')
    end
    if entry[j + 2] == NONE then
      account.returns = true
    end
  end
end

-- The only place where balances change. A snapshot of the ledger would save the stored value of each account here, before it
-- is overwritten.
for i = 2, #set, 2 do
  local account = set[i]
  set[i] = account.balance .. ' ' .. account.last .. ' ' .. account.count .. account.marks
end
if #set > 0 then
  redis.call('HSET', BALANCES, unpack(set))
end
if #rank > 0 then
  redis.call('ZADD', RANKING, unpack(rank))
end
if #others > 0 then
  --- @include write_others
end
if groups then
  --- @include write_groups
end

-- The definition is written with the ledger's first write, and the supply with each write that changes it.
if not stored_definition then
  redis.call('HSET', INFO, 'definition', DEFINITION, 'circulatingSupply', supply)
elseif supply ~= stored_supply then
  redis.call('HSET', INFO, 'circulatingSupply', supply)
end
