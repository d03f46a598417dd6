-- Operation ids: three hashes in rotation, one for each of the last three epochs. `info.epoch` holds
-- "<number> <start> <length>" of the current epoch, in milliseconds of the clock of Redis; its ids are in the hash
-- number % 3, whose field '' holds the number. Ids are looked up in all three. Entering an epoch unlinks the hash that
-- it takes over, so an id is remembered for two to three epochs, without EXPIRE. The length is stored so that a changed
-- retention forgets no id early.
--
-- One wrong reading of the clock forgets no id that is younger than an epoch: it enters one epoch at most, and the ids
-- of the hash taken over precede the whole epoch before the current one.

-- A start that is later than now by no more than this is no error: the clocks of a server and its replica differ.
local CLOCK_TOLERANCE_MILLIS = 60000

-- The most digits of a number that is exact in Lua.
local MAX_DIGITS = 15

-- The name under which the id of these options is recorded, with its scope as prefix; or nil without an id.
local function recorded_id(options)
  return options.id and (options.scope or '') .. options.id
end

-- The epoch of a time: { number, start, length }; changed if Redis does not hold it yet, with the epoch before if it
-- takes over the hash of an older one, and with the kind of a note if the stored epoch cannot be right.
local function current_epoch(time, retention)
  local number, start, length = string.match(info.epoch or '', '^(%d+) (%d+) (%d+)$')
  local is_stored = number and math.max(#number, #start, #length) <= MAX_DIGITS
  if is_stored then
    number, start, length = tonumber(number), tonumber(start), tonumber(length)
    if time >= start - CLOCK_TOLERANCE_MILLIS and time < start + length then
      return { number = number, start = start, length = length }
    end
  end

  -- The time is not in the stored epoch. This happens once in an epoch.
  if is_stored and time < start then
    return { number = number, start = time, length = retention, changed = true, note = 'clock' }
  end
  local newest = 0
  for i = 0, 2 do
    local mark = redis.call('HGET', KEY.ids[i], '')
    if mark and #mark <= MAX_DIGITS and string.find(mark, '^%d+$') then
      newest = math.max(newest, tonumber(mark))
    end
  end
  if not is_stored or number ~= newest then
    return { number = newest, start = time, length = retention, changed = true, note = info.epoch and 'epoch' }
  end
  -- An epoch begins where the last one ended even if it is entered later, or ids would be remembered for longer.
  local stop = start + length
  return { number = number + 1, start = time < stop + length and stop or time, length = retention, changed = true,
    before = { number = number, start = start, length = length } }
end

-- Reads the records of a list of ids into the overlay. The hash that was written last comes last, because it has the
-- progress of a reap.
local function load_ids(epoch, list)
  local last = (epoch.before or epoch).number
  for i = last + 1, last + 3 do
    local records = call_in_chunks('HMGET', KEY.ids[i % 3], list)
    for j, id in ipairs(list) do
      if records[j] then
        local fingerprint, text = string.match(records[j], '^(%S+) (.*)$')
        ids[id] = { fingerprint = fingerprint, text = text }
      end
    end
  end
end

-- Writes the records of new ids, and the epoch if it has changed; values lists ids and records in turn. If the oldest
-- ids cannot be unlinked, the epoch before goes on: nothing may fail after the first write.
local function write_ids(epoch, values)
  if epoch.before then
    -- While the slot of the ledger is being moved to another node of the cluster, this node refuses keys that do not exist,
    -- in a script too, so a key that is unlinked could not be written again.
    local reply = redis.pcall('EXISTS', KEY.absent)
    if type(reply) == 'table' and string.find(reply.err, 'non local key', 1, true) then
      epoch = epoch.before
    end
  end
  if epoch.before then
    local unlinked = redis.pcall('UNLINK', KEY.ids[epoch.number % 3])
    if type(unlinked) == 'table' then
      notes[#notes + 1] = { 'note', 'unlink', unlinked.err }
      epoch = epoch.before
    end
  end
  if epoch.changed then
    redis.call('HSET', KEY.info, 'epoch', string.format('%.0f %.0f %.0f', epoch.number, epoch.start, epoch.length))
    redis.call('HSET', KEY.ids[epoch.number % 3], '', string.format('%.0f', epoch.number))
  end
  if epoch.note then
    notes[#notes + 1] = { 'note', epoch.note, info.epoch }
  end
  call_in_chunks('HSET', KEY.ids[epoch.number % 3], values)
end
