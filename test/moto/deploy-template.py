# Deploys a CloudFormation template by boto3, which comes with moto: endpoint, path of the template.
import sys

import boto3

endpoint, path = sys.argv[1:]
client = boto3.client(
    "cloudformation",
    endpoint_url=endpoint,
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
)
# moto does not leave out what AWS::NoValue stands for in a list.
parameters = [{"ParameterKey": "AllowFallback", "ParameterValue": "true"}]
with open(path, encoding="utf8") as file:
    client.create_stack(
        StackName="lake", TemplateBody=file.read(), Capabilities=["CAPABILITY_IAM"], Parameters=parameters
    )
print(client.describe_stacks(StackName="lake")["Stacks"][0]["StackStatus"])
