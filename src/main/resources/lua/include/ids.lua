-- ids: a stage that reads the records of the operation ids in `id_keys` into `records`, and sets `epoch`, the number of the
-- epoch in which new ones are written. A record is the fingerprint of a request and its outcome.
--
-- Ids are in three hashes in rotation, one for each of the last three epochs. `info.epoch` holds "<number> <start>
-- <length> <number>:<depth>" of the current epoch: its ids are in the hash number % 3, whose field '' holds the number;
-- start and length are milliseconds of the clock of Redis; depth is how many hashes ids are looked up in, which leaves
-- out the oldest if these were empty when the epoch was entered, since nothing is added to them later. Entering an epoch
-- unlinks the hash that it takes over, so an id is remembered for two to three epochs, without EXPIRE. The length is
-- stored so that a changed retention forgets no id early.
--
-- One wrong reading of the clock forgets no id that is younger than an epoch: it enters one epoch at most, and the ids
-- of the hash taken over precede the whole epoch before the current one.

-- A start that is later than now by no more than this is no error: the clocks of a server and its replica differ.
local CLOCK_TOLERANCE_MILLIS = 60000
-- The most digits of a number that is exact in Lua.
local MAX_DIGITS = 15

local number, start, length, depth = string.match(stored_epoch or '', '^(%d+) (%d+) (%d+) %1:([123])$')
local is_readable = number and #number <= MAX_DIGITS and #start <= MAX_DIGITS and #length <= MAX_DIGITS
epoch = is_readable and number + 0
if not is_readable or now < start - CLOCK_TOLERANCE_MILLIS or now >= start + length then
  depth = 3
  --- @include entering
end
local last = entering and entering.before or epoch
for i = last - depth + 1, last do
  local found = redis.call('HMGET', KEYS[IDS + i % 3], unpack(id_keys))
  for j = 1, #id_keys do
    if found[j] then
      records[id_keys[j]] = found[j]
    end
  end
end
