-- getReason: when and why an account was created or deleted.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  'created' or 'deleted'
-- ARGV[8]  the account
-- returns  as apply if the definition has changed; or 'ok', the record '<millis> <reason>' or nil

--- @include ledger

return { 'ok', redis.call('HGET', ARGV[7] == 'created' and CREATED or DELETED, ARGV[8]) }
