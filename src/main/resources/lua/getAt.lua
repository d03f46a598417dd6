-- getAt: the balance that an account had after all entries up to a given one.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the account
-- ARGV[8]  the given entry, which need not exist
-- ARGV[9]  where the search goes on: an entry of the account that follows the given one; '' at first
-- returns  as apply if the definition has changed; or 'ok', the balance or nil; or 'ok', nil, the entry at which the next call
--          goes on, because this one has read enough; or 'archive', what was trimmed, as in include/chain.lua, and the entry of the
--          account at which the search goes on in the archive

--- @include ledger
--- @include chain

local account = ARGV[7]
local entry, at = last_up_to(account, ARGV[8], ARGV[9] ~= '' and ARGV[9] or nil)
if not entry then
  return trimmed and { 'archive', trimmed, at } or { 'ok', false, at }
elseif entry == NONE then
  return { 'ok', false }
end
local posting = posting_in(entry, account)
if not posting then
  return { 'archive', trimmed, entry }
end
return { 'ok', not posting.leaves and posting.balance }
