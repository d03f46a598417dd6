-- getReason: when and why an account was created or deleted.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  'created' or 'deleted'
-- ARGV[8]  the account
-- returns  as apply if the definition has changed; or 'ok', the record '<millis> <reason>' or nil

--- @include ledger

local is_creation = ARGV[7] == 'created'
local record = redis.call('HGET', is_creation and CREATED or DELETED, ARGV[8])
if not record then
  -- The account may have left the ledger (include/balances.lua).
  local closed = redis.call('HGET', CLOSED, ARGV[8]) or ''
  record = string.match(closed, is_creation and '\n([^\n]+)\n[^\n]*$' or '\n([^\n]+)$')
end
return { 'ok', record or false }
