-- keepAudited: keeps what an audit has found to agree, so that the next one goes on from there.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  what to keep
-- returns  as apply if the definition has changed; or 'ok'

--- @include ledger

if stored_definition then
  redis.call('HSET', INFO, 'audited', ARGV[7])
end
return { 'ok' }
