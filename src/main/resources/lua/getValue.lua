-- getValue: the value of an account in a book that is not the ledger.
--
-- KEYS     the ledger's keys, as in include/keys.lua
--          and those of a book, as in include/book_keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  JSON { book, account }
-- returns  as apply if the definition has changed; 'refused', 'unknown-book'; or 'ok', the value or nil; of a group one whole
--          unit for a member

--- @include ledger
--- @include book_keys

local query = cjson.decode(ARGV[7])
--- @include book
if kind == 'group' then
  local is_member = redis.call('ZSCORE', MEMBERS, query.book .. '\0' .. query.account)
  return { 'ok', is_member and '1' .. string.rep('0', DECIMALS) }
end
return { 'ok', redis.call('HGET', VALUES, query.account) }
