-- getAll: a page of accounts in ascending order of balance, those of equal balance by the bytes of their names.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1]  JSON { low, lowExclusive, high, highExclusive, afterBalance, afterAccount, limit }: all but limit may be
--          absent; the page begins behind the place of afterAccount with the balance afterBalance
-- ARGV[3…] the ledger's definition, as in include/keys.lua
-- returns  as apply if the definition has changed; or 'ok', '1' or '0' (whether more follow), account, balance, ...
--
-- The place of an account that has changed since is still a place, so an account whose balance does not change is
-- returned exactly once, whatever happens to the others.

--- @include amount
--- @include ledger
--- @include content
--- @include balances
--- @include ranking

local query = cjson.decode(ARGV[1])
local first, last = 0, member_count()
if query.low then
  first = query.lowExclusive and members_up_to(query.low) or members_below(query.low)
end
if query.high then
  last = query.highExclusive and members_below(query.high) or members_up_to(query.high)
end
if query.afterAccount then
  local score, member = place_of(query.afterBalance, query.afterAccount)
  -- The text that follows a member in byte order is the member with a NUL appended.
  first = math.max(first, members_before(score, member .. '\0'))
end
local stop = math.min(last, first + query.limit)
local reply = { 'ok', stop < last and '1' or '0' }
if first < stop then
  for _, text in ipairs(balances_of(redis.call('ZRANGE', RANKING, first, stop - 1))) do
    reply[#reply + 1] = text
  end
end
return reply
