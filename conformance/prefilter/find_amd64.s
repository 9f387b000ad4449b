//go:build !race && !safe

#include "textflag.h"

// GROUPS puts into to the groups of the sixteen bytes at offset, by the tables low and high.
#define GROUPS(offset, low, high, to) \
	MOVOU offset(SI), X0 \
	MOVO X0, X1          \
	PSRLW $4, X1         \
	PAND X14, X0         \
	PAND X14, X1         \
	MOVO low, to         \
	PSHUFB X0, to        \
	MOVO high, X2        \
	PSHUFB X1, X2        \
	PAND X2, to

// func shuffle(t *tables, text []byte) (skipped int, places uint)
TEXT ·shuffle(SB), NOSPLIT, $0-48
	MOVQ t+0(FP), DI
	MOVQ text_base+8(FP), SI
	MOVQ text_len+16(FP), CX
	MOVQ SI, BX
	MOVOU 0(DI), X8
	MOVOU 16(DI), X9
	MOVOU 32(DI), X10
	MOVOU 48(DI), X11
	MOVOU 64(DI), X12
	MOVOU 80(DI), X13
	MOVQ $0x0F0F0F0F0F0F0F0F, AX
	MOVQ AX, X14
	PUNPCKLQDQ X14, X14
	PXOR X15, X15
	XORL AX, AX

sixteen:
	CMPQ CX, $18
	JLT end
	GROUPS(0, X8, X9, X3)
	GROUPS(1, X10, X11, X4)
	PAND X4, X3
	GROUPS(2, X12, X13, X5)
	PAND X5, X3
	PCMPEQB X15, X3
	PMOVMSKB X3, AX
	XORL $0xFFFF, AX
	JNZ end
	ADDQ $16, SI
	SUBQ $16, CX
	JMP sixteen

end:
	SUBQ BX, SI
	MOVQ SI, skipped+32(FP)
	MOVQ AX, places+40(FP)
	RET

// func canShuffle() bool
TEXT ·canShuffle(SB), NOSPLIT, $0-1
	MOVL $1, AX
	XORL CX, CX
	CPUID
	SHRL $9, CX // SSSE3
	ANDL $1, CX
	MOVB CX, ret+0(FP)
	RET
