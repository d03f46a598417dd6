-- entering: the part of ids that decides which epoch to enter when the time is not in the stored one. It sets `epoch` and
-- `entering`: the start, the length and the depth of the epoch; before, the number of the one before if the epoch takes
-- over the hash of an older one; and the kind of a note if the stored epoch cannot be right.
local newest = 0
for i = 0, 2 do
  local mark = redis.call('HGET', KEYS[IDS + i], '')
  if mark and #mark <= MAX_DIGITS and string.find(mark, '^%d+$') then
    newest = math.max(newest, mark + 0)
  end
end
entering = { start = now, length = RETENTION }
if is_readable and now < start + 0 then
  entering.note = 'clock'
elseif epoch ~= newest then
  entering.note = stored_epoch and 'epoch'
  epoch = newest
else
  -- An epoch begins where the last one ended even if it is entered later, or ids would be remembered for longer.
  local stop = start + length
  entering.start = now < stop + length and stop or now
  entering.before = epoch
  epoch = epoch + 1
end

local function has_ids(number)
  local key = KEYS[IDS + number % 3]
  return redis.call('HLEN', key) > (redis.call('HGET', key, '') and 1 or 0)
end
entering.depth = has_ids(epoch - 2) and 3 or has_ids(epoch - 1) and 2 or 1
