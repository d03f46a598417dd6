-- getInfo: the ledger's supply and how many accounts it has.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1]  the ledger's definition, as in apply
-- returns  as apply if the definition has changed; or 'ok', '1' or '0' (whether the ledger was ever written to), the
--          circulating supply, the number of accounts

--- @include keys
--- @include ledger
--- @include content

if definition_changed then
  return definition_changed
end
return { 'ok', info.kind and '1' or '0', info.circulatingSupply or '0', field_count(KEY.balances) }
