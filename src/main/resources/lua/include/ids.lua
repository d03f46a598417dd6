-- Operation ids: three hashes in rotation, for the current epoch, the previous one, and the next one, which is empty.
-- `info.epoch` holds "<number> <start> <length>", in milliseconds of the clock of Redis. Entering an epoch unlinks the
-- oldest hash, so an id is remembered for one to two epochs, without EXPIRE. The length is stored so that a changed
-- retention forgets no id early.

-- The name under which the id of these options is recorded, with its scope as prefix; or nil without an id.
local function recorded_id(options)
  return options.id and (options.scope or '') .. options.id
end

-- The epoch of a time: { number, start, length, entering, forget_all }; entering if Redis does not hold it yet.
local function current_epoch(time, retention)
  if not info.epoch then
    return { number = 0, start = time, length = retention, entering = true }
  end
  local number, start, length = string.match(info.epoch, '^(%d+) (%d+) (%d+)$')
  number, start, length = tonumber(number), tonumber(start), tonumber(length)
  if time < start + length then
    return { number = number, start = start, length = length }
  end
  -- No id is recorded after the end of an epoch, so after one more retention all of its ids are old.
  local forget_all = time >= start + length + retention
  -- An epoch begins where the last one ended even if it is entered later, or ids would be remembered for three epochs.
  return { number = number + 1, start = forget_all and time or start + length, length = retention, entering = true,
    forget_all = forget_all }
end

-- Reads the records of a list of ids into the overlay.
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

-- Writes the records of new ids; values lists ids and records in turn.
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
