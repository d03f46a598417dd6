-- Operations: what each does, and what refuses it. Each checks everything in the order that the header of apply lists, and
-- changes no balance.

-- The entry of an operation, without postings if nothing changes; or nil and the code of a refusal, the field of the account
-- that caused it, and the balance of that account.
local function run(o)
  local operation = o.operation
  if operation == 'transfer' then
    --- @include operation/transfer
  elseif operation == 'add' then
    --- @include operation/add
  elseif operation == 'create' then
    --- @include operation/create
  elseif operation == 'burn' then
    --- @include operation/burn
  elseif operation == 'delete' then
    --- @include operation/delete
  end
  error('unknown operation ' .. operation)
end
