-- getAll: a page of accounts in ascending order of balance, those of equal balance by the bytes of their names; in no
-- order, if the ledger has no ranking.
--
-- KEYS     the ledger's keys, as in include/keys.lua
--          and those of a book, as in include/book_keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  JSON { low, lowExclusive, high, highExclusive, afterBalance, afterAccount, limit }: all but limit may be
--          absent; the page begins behind the place of afterAccount with the balance afterBalance. Without a ranking
--          { scan, limit }: the page begins at the HSCAN cursor scan, if it is not absent, and may have more accounts
--          `book` is the book that is read, if it is not the ledger
-- returns  as apply if the definition has changed; 'refused', 'unknown-book'; or 'ok', '1' or '0' (whether more follow) or the
--          next HSCAN cursor, account, balance, ...
--
-- Of a group it returns 'member' if more follow, and the members in byte order.
--
-- The place of an account that has changed since is still a place, so an account whose balance does not change is
-- returned exactly once, whatever happens to the others. HSCAN returns an account that exists all the time at least once.

--- @include amount
--- @include ledger
--- @include book_keys
--- @include content
--- @include balances
--- @include ranking

local query = cjson.decode(ARGV[7])

if query.book then
  --- @include book
  if kind == 'group' then
    --- @include group_page
  end
  BALANCES, RANKING = VALUES, ORDER
end

if not is_ranked then
  local reply, cursor = { 'ok', '0' }, query.scan or '0'
  repeat
    local page = redis.call('HSCAN', BALANCES, cursor, 'COUNT', query.limit)
    cursor = page[1]
    for i = 1, #page[2], 2 do
      if page[2][i] ~= '' then
        reply[#reply + 1] = page[2][i]
        reply[#reply + 1] = string.match(page[2][i + 1], '^-?%d+')
      end
    end
  until cursor == '0' or #reply >= 2 * query.limit
  reply[2] = cursor
  return reply
end

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
