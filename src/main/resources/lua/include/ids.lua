-- Operation ids live in three hashes that take turns: the current epoch's, the previous one's, and one that is empty
-- and waits. `info.epoch` holds "<number> <start> <length>", in milliseconds of Redis' own clock. Entering an epoch
-- unlinks the hash of the one before the previous one, so an id is remembered for one to two epochs, without EXPIRE.
-- The length is stored because a changed retention must not forget ids early.

-- The name under which the id of these terms is recorded, or nil. What stands before it is whose it is.
local function recorded_id(terms)
  return terms.id and (terms.scope or '') .. terms.id
end

-- The current epoch, and whether it is yet to be entered: { number, start, length, entering, forget_all }.
local function current_epoch(now, retention)
  if not info.epoch then
    return { number = 0, start = now, length = retention, entering = true }
  end
  local number, start, length = string.match(info.epoch, '^(%d+) (%d+) (%d+)$')
  number, start, length = tonumber(number), tonumber(start), tonumber(length)
  if now < start + length then
    return { number = number, start = start, length = length }
  end
  -- An epoch records nothing after its end, for the next write enters the next: this long after, all of it is old.
  local forget_all = now >= start + length + retention
  -- One that is entered late begins where the last one ended all the same, or ids would be remembered for up to three.
  return { number = number + 1, start = forget_all and now or start + length, length = retention, entering = true,
    forget_all = forget_all }
end

-- Reads the records of this list of ids into the overlay.
local function load_ids(epoch, list)
  if epoch.forget_all then
    return
  end
  for age = 0, 1 do
    local records = call_in_chunks('HMGET', KEY.ids[(epoch.number - age) % 3], list)
    for i, id in ipairs(list) do
      if records[i] then
        local fingerprint, text = string.match(records[i], '^(%S+) (.*)$')
        ids[id] = { fingerprint = fingerprint, text = text }
      end
    end
  end
end

-- Writes the records of new ids: values is the list id, record, id, record and so on.
local function write_ids(epoch, values)
  if epoch.entering then
    if epoch.forget_all then
      redis.call('UNLINK', KEY.ids[0], KEY.ids[1], KEY.ids[2])
    else
      redis.call('UNLINK', KEY.ids[(epoch.number + 1) % 3])
    end
    redis.call('HSET', KEY.info, 'epoch', string.format('%.0f %.0f %.0f', epoch.number, epoch.start, epoch.length))
  end
  call_in_chunks('HSET', KEY.ids[epoch.number % 3], values)
end
