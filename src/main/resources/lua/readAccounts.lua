-- readAccounts: what is stored of some accounts.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7…] the accounts
-- returns  as apply if the definition has changed; or 'ok', the journal's last entry, the fields of the accounts in
--          balances, closed, created and deleted, nil for an account that is not there

--- @include ledger
--- @include last_entry

local accounts = { unpack(ARGV, 7) }
return { 'ok', last_entry(), redis.call('HMGET', BALANCES, unpack(accounts)), redis.call('HMGET', CLOSED, unpack(accounts)),
  redis.call('HMGET', CREATED, unpack(accounts)), redis.call('HMGET', DELETED, unpack(accounts)) }
