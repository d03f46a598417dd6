-- ids: a stage that reads the records of the operation ids in `id_keys` into `records`, and sets `epoch`, the number of the
-- epoch in which new ones are written. A record is the fingerprint of a request and its outcome.
--
-- Ids are in three hashes in rotation, one for each of the last three epochs. `info.epoch` holds "<number> <start> <length>"
-- of the current epoch, in milliseconds of the clock of Redis; its ids are in the hash number % 3, whose field '' holds the
-- number. Ids are looked up in all three. Entering an epoch unlinks the hash that it takes over, so an id is remembered for
-- two to three epochs, without EXPIRE. The length is stored so that a changed retention forgets no id early.
--
-- One wrong reading of the clock forgets no id that is younger than an epoch: it enters one epoch at most, and the ids
-- of the hash taken over precede the whole epoch before the current one.

-- A start that is later than now by no more than this is no error: the clocks of a server and its replica differ.
local CLOCK_TOLERANCE_MILLIS = 60000
-- The most digits of a number that is exact in Lua.
local MAX_DIGITS = 15

local number, start, length = string.match(stored_epoch or '', '^(%d+) (%d+) (%d+)$')
local is_readable = number and #number <= MAX_DIGITS and #start <= MAX_DIGITS and #length <= MAX_DIGITS
epoch = is_readable and number + 0
if not is_readable or now < start - CLOCK_TOLERANCE_MILLIS or now >= start + length then
  --- @include entering
end
-- The hash that was written last comes last, because it has the progress of a reap.
local last = entering and entering.before or epoch
for i = last + 1, last + 3 do
  local found = redis.call('HMGET', KEYS[IDS + i % 3], unpack(id_keys))
  for j = 1, #id_keys do
    if found[j] then
      records[id_keys[j]] = found[j]
    end
  end
end
