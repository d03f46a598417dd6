-- getReason: when and why an account was created or deleted.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1]  the ledger's definition, as in apply
-- ARGV[2]  'created' or 'deleted'
-- ARGV[3]  the account
-- returns  as apply if the definition has changed; or 'ok', the record '<millis> <reason>' or nil

--- @include keys
--- @include ledger

if definition_changed then
  return definition_changed
end
return { 'ok', redis.call('HGET', KEY[ARGV[2]], ARGV[3]) }
