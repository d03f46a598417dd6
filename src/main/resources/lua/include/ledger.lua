-- The ledger: its configured definition (the first argument of every script) and its definition in Redis.

local NO_ENTRY = '-'

local ledger = cjson.decode(ARGV[1])
local is_token = ledger.kind == 'token'

-- The stored fields that scripts need; false for a field that is not stored.
local info = {}
do
  local fields = { 'kind', 'decimals', 'name', 'symbol', 'totalSupply', 'accountCipher', 'circulatingSupply', 'epoch' }
  local values = redis.call('HMGET', KEY.info, unpack(fields))
  for i, field in ipairs(fields) do
    info[field] = values[i]
  end
end
local stored_supply = info.circulatingSupply

-- Whether Redis holds this ledger with another definition. Every script checks this before it reads or writes, because
-- with other decimals the same digits are another amount. A ledger has no stored definition before its first write.
local function definition_changed()
  if not info.kind then
    return false
  end
  return info.kind ~= ledger.kind or info.decimals ~= ledger.decimals or info.accountCipher ~= ledger.accountCipher or is_token
    and (info.name ~= ledger.name or info.symbol ~= ledger.symbol or info.totalSupply ~= ledger.totalSupply)
end

-- The reply of every script to a definition that has changed.
local function definition_changed_reply()
  return { 'definition-changed', info.kind, info.decimals, info.name, info.symbol, info.totalSupply, info.accountCipher }
end
