-- getGroup: a page of the members of a group, in byte order.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the group
-- ARGV[8]  the most members to return
-- ARGV[9]  the member that the page follows, or '' for the first page
-- returns  as apply if the definition has changed; 'refused', 'not-a-group'; or 'ok', the number of members, '1' or
--          '0' (whether more follow), and the members

--- @include ledger

local count = string.match(redis.call('HGET', BOOKS, ARGV[7]) or 'group 0 ', '^group (%d+) ')
if not count then
  return { 'refused', 'not-a-group' }
end
-- The members of a group are between its name with a NUL and with the byte that follows it.
local places = redis.call('ZRANGE', MEMBERS, '(' .. ARGV[7] .. '\0' .. ARGV[9], '(' .. ARGV[7] .. '\1', 'BYLEX', 'LIMIT', '0',
  ARGV[8] + 1)
local reply = { 'ok', count, places[ARGV[8] + 1] and '1' or '0' }
for i = 1, math.min(#places, ARGV[8]) do
  reply[#reply + 1] = string.sub(places[i], #ARGV[7] + 2)
end
return reply
