#!/usr/bin/env bash
# Gives LocalStack a state machine with a past: 20 executions that succeed and 5 that fail.
# LocalStack runs this from /etc/localstack/init/ready.d when it is up.
set -euo pipefail

region=ap-northeast-1
account=000000000000
machine="arn:aws:states:$region:$account:stateMachine:TestStateMachine"

definition='{
  "Comment": "Goes one of two ways; an order without an amount fails",
  "StartAt": "choice-status",
  "States": {
    "choice-status": {
      "Type": "Choice",
      "Choices": [
        {"Variable": "$.amount", "IsPresent": false, "Next": "amount-missing"},
        {"Variable": "$.amount", "NumericGreaterThan": 5000, "Next": "test2"}
      ],
      "Default": "test3"
    },
    "test2": {"Type": "Pass", "Result": "test2", "ResultPath": "$.path", "End": true},
    "test3": {"Type": "Pass", "Result": "test3", "ResultPath": "$.path", "End": true},
    "amount-missing": {"Type": "Fail", "Error": "AmountMissing", "Cause": "The order has no amount"}
  }
}'

awslocal --region "$region" stepfunctions create-state-machine \
  --name TestStateMachine \
  --role-arn "arn:aws:iam::$account:role/step-functions" \
  --definition "$definition" > /dev/null

start() {
  awslocal --region "$region" stepfunctions start-execution \
    --state-machine-arn "$machine" --name "$1" --input "$2" > /dev/null
}

for id in {1..25}; do
  if ((id % 5 == 0)); then
    start "order-$id" "{\"id\": $id}"
  else
    start "order-$id" "{\"id\": $id, \"amount\": $((id * 400))}"
  fi
done
echo "$machine has 25 past executions"
