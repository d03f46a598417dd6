-- readRemembered: what is remembered of operation ids.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7…] the ids, each with its scope as prefix; at most 1,000
-- returns  as apply if the definition has changed; or 'ok', and for each id its record, as in include/ids.lua, or '' if it is
--          not remembered

--- @include ledger
--- @include clock

local id_keys, records = { unpack(ARGV, 7) }, {}
local epoch, entering
--- @include ids

local reply = { 'ok' }
for i = 1, #id_keys do
  reply[i + 1] = records[id_keys[i]] or ''
end
return reply
