-- The ledger: its configured definition (the first argument of every script) and its definition in Redis.

local NO_ENTRY = '-'

local ledger = cjson.decode(ARGV[1])
local is_token = ledger.kind == 'token'

-- The stored fields that scripts need; false for a field that is not stored.
local info
do
  local values = redis.pcall('HMGET', KEY.info, 'kind', 'decimals', 'name', 'symbol', 'totalSupply', 'accountCipher',
    'circulatingSupply', 'epoch')
  if values.err then
    return redis.error_reply('UNDECIDED ' .. values.err)
  end
  info = { kind = values[1], decimals = values[2], name = values[3], symbol = values[4], totalSupply = values[5],
    accountCipher = values[6], circulatingSupply = values[7], epoch = values[8] }
end
local stored_supply = info.circulatingSupply

-- The reply of every script if Redis holds this ledger with another definition, or nil. Every script returns it before
-- it reads or writes, because with other decimals the same digits are another amount. A ledger has no stored definition
-- before its first write.
local definition_changed
if info.kind and (info.kind ~= ledger.kind or info.decimals ~= ledger.decimals
  or info.accountCipher ~= ledger.accountCipher or is_token
  and (info.name ~= ledger.name or info.symbol ~= ledger.symbol or info.totalSupply ~= ledger.totalSupply)) then
  definition_changed = { 'definition-changed', info.kind, info.decimals, info.name, info.symbol, info.totalSupply,
    info.accountCipher }
end
