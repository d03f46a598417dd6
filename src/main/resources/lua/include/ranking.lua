-- The ranking read by order: how many members precede a place, and whose they are.

--- @include place
--- @include bytes

-- The account of a member.
local function account_of(member)
  local nul = string.find(member, '\0', 1, true)
  return nul and string.sub(member, nul + 1) or member
end

-- The number of members that precede this score and member, whether or not the member exists.
local function members_before(score, member)
  local low = redis.call('ZCOUNT', RANKING, '-inf', '(' .. score)
  local high = redis.call('ZCOUNT', RANKING, '-inf', score)
  while low < high do
    local middle = math.floor((low + high) / 2)
    if bytes_less(redis.call('ZRANGE', RANKING, middle, middle)[1], member) then
      low = middle + 1
    else
      high = middle
    end
  end
  return low
end

-- The number of members with a balance below this amount.
local function members_below(amount)
  local score, rest = score_of(amount)
  return members_before(score, rest)
end

-- The number of members with a balance of at most this amount.
local function members_up_to(amount)
  local score, rest = score_of(amount)
  if rest == '' then
    return redis.call('ZCOUNT', RANKING, '-inf', score)
  end
  -- The same digits with the byte 1 in place of the NUL follow every account of this amount.
  return members_before(score, string.sub(rest, 1, -2) .. '\1')
end

-- The accounts of these members with their balances, in one list: account, balance, account, balance, ...
local function balances_of(members)
  local names, list = {}, {}
  for i, member in ipairs(members) do
    names[i] = account_of(member)
  end
  local values = #names > 0 and redis.call('HMGET', BALANCES, unpack(names))
  for i, name in ipairs(names) do
    list[#list + 1] = name
    -- The values of a snapshot have no chain.
    list[#list + 1] = string.match(values[i], '^-?%d+')
  end
  return list
end
