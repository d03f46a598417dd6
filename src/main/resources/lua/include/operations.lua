-- operations: a stage that decides the operation `o`. It sets `entry`, which has no postings if nothing changes; or
-- `code` and, if an account caused the refusal, its `field` and `balance`. Each operation checks everything in the order
-- that the header of apply lists, and leaves by `break` when it is refused.
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
elseif operation == 'groupAdd' then
  --- @include operation/groupAdd
elseif operation == 'groupRemove' then
  --- @include operation/groupRemove
else
  error('unknown operation ' .. operation)
end
