-- getReason: when and why an account was created or deleted.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1]  'created' or 'deleted'
-- ARGV[2]  the account
-- ARGV[3…] the ledger's definition, as in include/keys.lua
-- returns  as apply if the definition has changed; or 'ok', the record '<millis> <reason>' or nil

--- @include ledger

return { 'ok', redis.call('HGET', ARGV[1] == 'created' and CREATED or DELETED, ARGV[2]) }
