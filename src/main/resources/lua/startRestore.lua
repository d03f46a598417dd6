-- startRestore: begins to restore a ledger, of which Redis holds nothing, or what a restore has left that has ended early. The
-- first entry of the journal says what it is restored from.
--
-- KEYS     the ledger's keys, as in include/keys.lua
--          and for each of ARGV[10…] the keys of a book: its values and their order
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the id of the restore
-- ARGV[8]  for how long nobody else may restore the ledger, in milliseconds
-- ARGV[9]  JSON { origin, reason, by, after }: origin is the data of the first entry, whose time is at least `after`, in
--          milliseconds since 1970
-- ARGV[10…] the names of books
-- returns  'refused', code; or a text: "ok <first entry>"; "done <first entry>" if the ledger is restored from that origin
--          already; or "books" and the names of the books, if an earlier restore has left others than these
--
-- Refuses: ledger-not-empty, restoring.

--- @include writing

return reply_of(function()
  --- @include keys
  --- @include clock
  --- @include content
  --- @include placeholders
  local stored_definition = redis.call('HGET', INFO, 'definition')
  local request = cjson.decode(ARGV[9])
  local first = redis.call('XRANGE', TRANSACTIONS, '-', '+', 'COUNT', 1)[1]
  local hashes = { BALANCES, CREATED, DELETED, CLOSED, BOOKS, JOB, KEYS[IDS], KEYS[IDS + 1], KEYS[IDS + 2] }

  local restore, stop = string.match(stored_definition or '', '^restoring (%S+) (%d+) ')
  if restore then
    if now < stop + 0 then
      return { 'refused', 'restoring' }
    end
    local declared, names = {}, {}
    for i = 10, #ARGV do
      declared[ARGV[i]] = true
    end
    local fields, is_declared = redis.call('HGETALL', BOOKS), true
    for i = 1, #fields, 2 do
      if fields[i] ~= '' then
        names[#names + 1] = fields[i]
        is_declared = is_declared and declared[fields[i]]
      end
    end
    if not is_declared then
      return 'books ' .. table.concat(names, ' ')
    end
  elseif stored_definition then
    local fields = first and first[2] or {}
    for i = 1, #fields, 2 do
      if fields[i] == 'data' and fields[i + 1] == request.origin and string.find(fields[2], '^restore') then
        return 'done ' .. first[1]
      end
    end
    return { 'refused', 'ledger-not-empty' }
  else
    local count = member_count() + (first and 1 or 0)
    for i = 1, #hashes do
      count = count + field_count(hashes[i])
    end
    if count > 0 then
      return { 'refused', 'ledger-not-empty' }
    end
  end

  redis.call('HSET', INFO, 'definition', 'restoring ' .. ARGV[7] .. ' ' .. string.format('%.0f 0', now + ARGV[8]))
  has_written = true
  redis.call('HDEL', INFO, 'circulatingSupply', 'allocations', 'initialized', 'audited')
  for i = 1, #hashes do
    redis.call('UNLINK', hashes[i])
    ensure_key.hash(hashes[i])
  end
  redis.call('UNLINK', RANKING, MEMBERS, TRANSACTIONS, unpack(KEYS, 14))
  ensure_key.zset(RANKING)
  ensure_key.index(MEMBERS)
  -- The ids that are restored are of the first epoch (include/ids.lua).
  redis.call('HSET', INFO, 'epoch', string.format('0 %.0f %s 0:1', now, RETENTION))
  redis.call('HSET', KEYS[IDS], '', '0')
  local fields = { 'v1', 'restore', 'data', request.origin, 'more', '1' }
  if request.by then
    fields[#fields + 1] = 'by'
    fields[#fields + 1] = request.by
  end
  if request.reason then
    fields[#fields + 1] = 'reason'
    fields[#fields + 1] = request.reason
  end
  local id = string.format('%.0f-0', math.max(now, request.after + 0))
  return 'ok ' .. redis.call('XADD', TRANSACTIONS, id, unpack(fields))
end)
