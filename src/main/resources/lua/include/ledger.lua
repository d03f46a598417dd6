-- The ledger: its definition as the caller has it (the first argument of every script) and as Redis has it.

local NO_ENTRY = '-'

local ledger = cjson.decode(ARGV[1])
local is_token = ledger.kind == 'token'

-- The stored fields that every script may need; a field is false where it is not there.
local info = {}
do
  local fields = { 'kind', 'decimals', 'name', 'symbol', 'totalSupply', 'accountCipher', 'circulatingSupply', 'epoch' }
  local values = redis.call('HMGET', KEY.info, unpack(fields))
  for i, field in ipairs(fields) do
    info[field] = values[i]
  end
end
local stored_supply = info.circulatingSupply

-- Whether Redis holds this ledger under another definition. Amounts under another number of decimals would be other
-- amounts, so nothing is read or written before this is ruled out. An untouched ledger has no definition yet.
local function definition_changed()
  if not info.kind then
    return false
  end
  return info.kind ~= ledger.kind or info.decimals ~= ledger.decimals or info.accountCipher ~= ledger.accountCipher or is_token
    and (info.name ~= ledger.name or info.symbol ~= ledger.symbol or info.totalSupply ~= ledger.totalSupply)
end

-- The reply to a call for a ledger that is defined otherwise in Redis.
local function definition_changed_reply()
  return { 'definition-changed', info.kind, info.decimals, info.name, info.symbol, info.totalSupply, info.accountCipher }
end
