//go:build tools

// Package tools pins the Pulumi CLI as a module dependency: `go install` refuses it, because its
// own go.mod replaces sdk/v3 with a relative path.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
