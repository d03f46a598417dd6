-- getBooks: the books of a ledger beside itself, in no order.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- returns  as apply if the definition has changed; or 'ok', book, text, book, text, ... as in include/groups.lua

--- @include ledger

local reply = { 'ok' }
local books = redis.call('HGETALL', BOOKS)
for i = 1, #books, 2 do
  if books[i] ~= '' then
    reply[#reply + 1] = books[i]
    reply[#reply + 1] = books[i + 1]
  end
end
return reply
