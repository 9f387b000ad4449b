//go:build !race && !safe

#include "textflag.h"

// GROUPS puts into to the groups of the thirty-two bytes at an offset, by the tables low and high.
#define GROUPS(offset, low, high, to) \
	VMOVDQU offset(SI), Y0 \
	VPSRLW $4, Y0, Y1      \
	VPAND Y7, Y0, Y0       \
	VPAND Y7, Y1, Y1       \
	VPSHUFB Y0, low, Y2    \
	VPSHUFB Y1, high, Y3   \
	VPAND Y2, Y3, to

// func shuffle(t *tables, text []byte) (skipped int, places uint32)
TEXT ·shuffle(SB), NOSPLIT, $0-44
	MOVQ t+0(FP), DI
	MOVQ text_base+8(FP), SI
	MOVQ text_len+16(FP), CX
	MOVQ SI, BX
	VBROADCASTI128 0(DI), Y8
	VBROADCASTI128 16(DI), Y9
	VBROADCASTI128 32(DI), Y10
	VBROADCASTI128 48(DI), Y11
	VBROADCASTI128 64(DI), Y12
	VBROADCASTI128 80(DI), Y13
	VBROADCASTI128 96(DI), Y14
	VBROADCASTI128 112(DI), Y15
	MOVQ $0x0F0F0F0F0F0F0F0F, AX
	VMOVQ AX, X7
	VPBROADCASTQ X7, Y7
	VPXOR Y6, Y6, Y6
	XORL AX, AX

thirtytwo:
	CMPQ CX, $35
	JLT end
	GROUPS(0, Y8, Y9, Y4)
	GROUPS(1, Y10, Y11, Y5)
	VPAND Y5, Y4, Y4
	GROUPS(2, Y12, Y13, Y5)
	VPAND Y5, Y4, Y4
	GROUPS(3, Y14, Y15, Y5)
	VPAND Y5, Y4, Y4
	VPCMPEQB Y6, Y4, Y4
	VPMOVMSKB Y4, AX
	XORL $0xFFFFFFFF, AX
	JNZ end
	ADDQ $32, SI
	SUBQ $32, CX
	JMP thirtytwo

end:
	VZEROUPPER
	SUBQ BX, SI
	MOVQ SI, skipped+32(FP)
	MOVL AX, places+40(FP)
	RET

// func canShuffle() bool
TEXT ·canShuffle(SB), NOSPLIT, $0-1
	MOVB $0, ret+0(FP)
	XORL AX, AX
	CPUID
	CMPL AX, $7
	JLT no
	MOVL $1, AX
	XORL CX, CX
	CPUID
	ANDL $0x18000000, CX // OSXSAVE and AVX
	CMPL CX, $0x18000000
	JNE no
	XORL CX, CX
	XGETBV
	ANDL $6, AX // The system keeps the registers of both widths.
	CMPL AX, $6
	JNE no
	MOVL $7, AX
	XORL CX, CX
	CPUID
	SHRL $5, BX // AVX2
	ANDL $1, BX
	MOVB BX, ret+0(FP)

no:
	RET
